"""`python -m hornbook` is the `hornbook` command."""

import sys

from hornbook.faces.cli.main import main

sys.exit(main())
