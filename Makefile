# make run and make test are all a newcomer needs; both set up .venv first and fetch packages, nothing else.
PYTHON ?= python3
IN = .venv/bin/python
# these hear a sound card that gives no second chance, so nothing else runs beside them
IN_REAL_TIME = tests/end_to_end/test_call_by_microphone.py tests/end_to_end/test_sound_card.py
.PHONY: run test check format lint types imports licences bench train screenshots schema clean set-up-run set-up-test
.NOTPARALLEL:

run: set-up-run  ## the window; without a display, a call in the terminal from a shipped rep's recordings
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		exec $(IN) main.py; \
	else \
		mkdir -p build && exec $(IN) main.py call gail_petrie --audio assets/rep/gail_petrie --ear moonshine --sound build/gail.wav; \
	fi

test: set-up-test  ## all checks and all tests
	@$(MAKE) --no-print-directory check
	@QT_QPA_PLATFORM=offscreen $(IN) -m pytest -n 2 --dist loadfile --cov --cov-report= $(IN_REAL_TIME:%=--ignore=%)
	@QT_QPA_PLATFORM=offscreen $(IN) -m pytest --cov --cov-append --cov-report=term:skip-covered $(IN_REAL_TIME)

check: set-up-test  ## format, lint, types, import contracts, licences: all of them, even where one fails
	@$(MAKE) --no-print-directory --keep-going format lint types imports licences

format:
	@$(IN) -m ruff format --check .

lint:
	@$(IN) -m ruff check .

types:
	@$(IN) -m mypy

imports:
	@.venv/bin/lint-imports --no-logo

licences:
	@$(IN) tools/licences.py

bench: set-up-test  ## every bar in its short form; FULL=1 the long one, ONLY=word a part
	@QT_QPA_PLATFORM=offscreen $(IN) tools/bench.py

train:  ## the reader's weights anew: two hours; PyTorch goes into build/train, not into .venv
	@$(PYTHON) -m venv build/train
	@build/train/bin/python -m pip install --quiet --constraint constraints.txt ".[train]"
	@build/train/bin/python -m tools.reader.train_boundaries
	@build/train/bin/python -m tools.reader.train_encoder
	@build/train/bin/python -m tools.reader.train_heads

screenshots: set-up-test  ## docs/pictures, made by the program itself
	@QT_QPA_PLATFORM=offscreen $(IN) tools/screenshots.py

schema: set-up-run  ## docs/scenario.schema.json, for editors
	@$(IN) -c "from pathlib import Path; from trainer.scenario.for_editors import as_file; \
		Path('docs/scenario.schema.json').write_text(as_file(), 'utf-8')"

set-up-run set-up-test:
	@$(PYTHON) tools/setup.py $(@:set-up-%=%)

clean:  ## whatever make has made in this folder; your own calls are kept elsewhere (sparring doctor says where)
	rm -rf .venv build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
