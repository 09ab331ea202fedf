"""`python -m ostraka` is `ostraka`."""

from ostraka.commands.app import main

if __name__ == "__main__":
    main()
