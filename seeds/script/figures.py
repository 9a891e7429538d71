"""Hold how many cases each data set passes, as ``python -m tests.seeds.script.data_table`` counts them."""

CASES: dict[str, tuple[int, int]] = {
    "hk2s": (11, 2),
    "hk2sp": (3, 1),
    "hk2t": (8, 2),
    "jp2t": (2, 1),
    "s2hk": (25, 4),
    "s2hkp": (4, 1),
    "s2t": (48, 12),
    "s2tw": (33, 5),
    "s2twp": (42, 3),
    "t2hk": (7, 2),
    "t2jp": (2, 1),
    "t2s": (26, 5),
    "t2tw": (3, 2),
    "tw2s": (18, 2),
    "tw2sp": (27, 1),
    "tw2t": (10, 3),
}
"""How many cases there are of a configuration: of OpenCC, and of our own."""

PASSED: dict[str, dict[str, tuple[int, int]]] = {
    "hk2s": {
        "opencc": (11, 2),
        "opencc-purepy": (11, 2),
        "opencc-python": (7, 2),
    },
    "hk2sp": {
        "opencc": (3, 1),
        "opencc-purepy": (3, 1),
    },
    "hk2t": {
        "opencc": (8, 2),
        "opencc-purepy": (8, 2),
        "opencc-python": (3, 1),
    },
    "jp2t": {
        "opencc": (2, 1),
        "opencc-purepy": (2, 1),
        "opencc-python": (1, 1),
    },
    "s2hk": {
        "opencc": (25, 4),
        "opencc-purepy": (25, 4),
        "opencc-python": (9, 3),
    },
    "s2hkp": {
        "opencc": (4, 1),
        "opencc-purepy": (4, 1),
    },
    "s2t": {
        "opencc": (48, 12),
        "opencc-purepy": (48, 12),
        "opencc-python": (28, 10),
    },
    "s2tw": {
        "opencc": (33, 5),
        "opencc-purepy": (33, 5),
        "opencc-python": (14, 3),
    },
    "s2twp": {
        "opencc": (42, 3),
        "opencc-purepy": (40, 3),
        "opencc-python": (11, 1),
    },
    "t2hk": {
        "opencc": (7, 2),
        "opencc-purepy": (7, 2),
        "opencc-python": (4, 2),
    },
    "t2jp": {
        "opencc": (2, 1),
        "opencc-purepy": (2, 1),
        "opencc-python": (2, 1),
    },
    "t2s": {
        "opencc": (26, 5),
        "opencc-purepy": (26, 5),
        "opencc-python": (13, 5),
    },
    "t2tw": {
        "opencc": (3, 2),
        "opencc-purepy": (3, 2),
        "opencc-python": (2, 1),
    },
    "tw2s": {
        "opencc": (18, 2),
        "opencc-purepy": (18, 2),
        "opencc-python": (14, 1),
    },
    "tw2sp": {
        "opencc": (27, 1),
        "opencc-purepy": (26, 1),
        "opencc-python": (6, 1),
    },
    "tw2t": {
        "opencc": (10, 3),
        "opencc-purepy": (10, 3),
        "opencc-python": (7, 1),
    },
}
"""How many of them each data set passes."""
