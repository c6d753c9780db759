"""Which installed voice speaks for whom, on the three systems."""

import pytest

from trainer.speech.voice_worker import Installed, choose

ESPEAK = [
    Installed("gmw/af", "Afrikaans", "af", "male"),
    Installed("gmw/en", "English (Great Britain)", "en-gb", "male"),
    Installed("gmw/en-gb-scotland", "English (Scotland)", "en-gb-scotland", "male"),
    Installed("gmw/en-us", "English (America)", "en-us", "male"),
]
WINDOWS = [
    Installed("HKEY\\DAVID", "Microsoft David Desktop", "en-us", "male"),
    Installed("HKEY\\HAZEL", "Microsoft Hazel Desktop", "en-gb", "female"),
    Installed("HKEY\\HEDDA", "Microsoft Hedda Desktop", "de-de", "female"),
    Installed("HKEY\\ZIRA", "Microsoft Zira Desktop", "en-us", "female"),
]
MAC = [
    Installed("com.apple.Bells", "Bells", "en-us", ""),
    Installed("com.apple.Samantha", "Samantha", "en-us", "female"),
    Installed("com.apple.Kathy", "Kathy", "en-us", "female"),
    Installed("com.apple.Daniel", "Daniel", "en-gb", "male"),
]


@pytest.mark.parametrize(
    ("voices", "driver", "sex", "accent", "variant", "chosen"),
    [
        (ESPEAK, "espeak", "female", "en-gb", 0, "gmw/en+f3"),
        (ESPEAK, "espeak", "female", "en-gb", 1, "gmw/en+f2"),
        (ESPEAK, "espeak", "female", "en-gb", 5, "gmw/en+f3"),
        (ESPEAK, "espeak", "male", "en-US", 0, "gmw/en-us+m3"),
        (ESPEAK, "espeak", "male", "en-gb-scotland", 0, "gmw/en-gb-scotland+m3"),
        (ESPEAK, "espeak", "male", "en-ie", 0, "gmw/en+m3"),
        (ESPEAK, "espeak", "female", "xx", 0, None),
        (WINDOWS, "sapi5", "female", "en-gb", 0, "HKEY\\HAZEL"),
        (WINDOWS, "sapi5", "male", "en_GB", 0, "HKEY\\DAVID"),
        (WINDOWS, "sapi5", "female", "en-ie", 1, "HKEY\\ZIRA"),
        (WINDOWS[2:3], "sapi5", "female", "en-gb", 0, None),
        (MAC, "nsss", "female", "en-us", 0, "com.apple.Samantha"),
        (MAC, "nsss", "female", "en-us", 1, "com.apple.Samantha"),
        (MAC, "nsss", "male", "en-us", 0, "com.apple.Daniel"),
    ],
)
def test_language_before_sex_before_accent(voices, driver, sex, accent, variant, chosen):
    assert choose(voices, driver, sex, accent, variant) == chosen
    assert choose(list(reversed(voices)), driver, sex, accent, variant) == chosen
