"""Opens Sparring from a checkout: ``python main.py`` does what ``sparring`` does."""

import sys

from trainer.app import main

if __name__ == "__main__":
    sys.exit(main())
