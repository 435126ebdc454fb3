"""The processes that make files: `python -m exports keep|make SOCKET`, started by the server only."""

import sys

from exports.service import keep, make

ROLES = {"keep": keep, "make": make}

if __name__ == "__main__":
    ROLES[sys.argv[1]](sys.argv[2])
