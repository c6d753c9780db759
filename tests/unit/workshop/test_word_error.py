"""The normaliser's promises, one by one, and the rates."""

import pytest

from tools.word_error import normalise, word_errors


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Yes — “quite”, I'd say…", "yes quite i would say"),
        ("$42,000 a year", "forty two thousand dollars a year"),
        ("£3.50 or $1", "three pounds fifty pence or one dollar"),
        ("three pounds and fifty pence", "three pounds fifty pence"),
        ("$0.75", "seventy five cents"),
        ("$1.2 million, or 42k", "one point two million dollars or forty two thousand"),
        ("5% of 2.5", "five percent of two point five"),
        ("five per cent", "five percent"),
        ("at 9:30 a.m., 9:00, 9:05 and 3 pm", "at nine thirty am nine oclock nine oh five and three pm"),
        ("nine o'clock", "nine oclock"),
        ("on 2025-03-01", "on march first twenty twenty five"),
        ("March 3rd, 21st", "march third twenty first"),
        ("in 1999 and 2024", "in nineteen ninety nine and twenty twenty four"),
        ("1,999 pieces", "one thousand nine hundred ninety nine pieces"),
        ("10-15 people", "ten to fifteen people"),
        ("0770", "zero seven seven zero"),
        ("fifteen hundred", "one thousand five hundred"),
        ("a hundred and five", "one hundred five"),
        ("one hundred and the rest", "one hundred and the rest"),
        ("forty-two", "forty two"),
        ("We'll, can't, won't, don't, it's, they've", "we will can not will not do not it is they have"),
        ("gonna let's", "going to let us"),
        ("Gail's workshop", "gails workshop"),
        ("Um, well, uh, erm... hmm, mm-hm, ah: eh?", "well"),
        ("umbrella, ahead, her, human", "umbrella ahead her human"),
        ("OK Mr. Smith", "okay mister smith"),
        ("Zürich über_all", "zürich über all"),
        ("2025-13-45", "twenty twenty five to thirteen to forty five"),
        ("", ""),
    ],
)
def test_a_line_becomes_plain_words(text, plain):
    assert normalise(text) == plain


def test_what_is_plain_stays_as_it_is():
    plain = normalise("Our price is $42,000, it's 5% off until March 3rd at 9:30 — um, I'd say.")
    assert normalise(plain) == plain


def test_names_stay_as_they_are():
    names = ("24/7 Logistics", "Hart & Sons", "Um Holding", "Can't Stop")
    assert normalise("At 24/7 logistics, 24 people", names) == "at 24 7 logistics twenty four people"
    assert normalise("HART & SONS", names) == "hart and sons"
    assert normalise("Um, Um Holding can't stop.", names) == "um holding cant stop"
    assert normalise("Um, um holding") == "holding"


def test_figures_and_words_are_the_same():
    found = word_errors(
        ["It costs forty-two thousand dollars, um, and it is five percent off."], ["it costs $42,000 and it's 5% off"]
    )
    assert found.rate == 0
    assert found.words == 12
    assert found.raw_rate > 0.5


def test_errors_are_counted_over_all_lines():
    found = word_errors(["one two three four", "five six"], ["one too three", "five six seven"])
    assert (found.words, found.errors) == (6, 3)
    assert found.rate == pytest.approx(0.5)


def test_a_line_that_was_not_heard_and_one_that_was_not_said():
    assert word_errors(["one two", "um"], ["", "nine"]).errors == 3


def test_nothing_said_has_no_rate():
    with pytest.raises(ValueError, match="nothing was said"):
        word_errors(["um"], ["hello"])
    with pytest.raises(ValueError, match="2 lines"):
        word_errors(["a", "b"], ["a"])
