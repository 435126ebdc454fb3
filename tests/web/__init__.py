"""Tests of what a program can ask for, against a real server over HTTP."""
