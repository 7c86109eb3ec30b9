"""One script for each budget, started by `python3 manage.py bench [name]`.

Each measures ours and a baseline interleaved in the same run and prints the ratio,
since machines differ and are noisy. Nothing is written into the repository.
"""
