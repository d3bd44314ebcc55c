"""`python -m huisheng`: the console command, without anything that has to be installed first."""

from huisheng.config.cli import main

if __name__ == "__main__":
    main()
