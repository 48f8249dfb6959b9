"""`python -m nlpbook`: the command line without an installed script."""

import sys

from nlpbook.cli import main

sys.exit(main())
