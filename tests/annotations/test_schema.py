"""Test the default schema, its colours, and labels found by what is typed."""

from itertools import combinations
from math import dist

import pytest

from annotations.editing.label_search import find_labels
from annotations.model.schema import Attribute, AttributeKind, RelationType
from annotations.schema_io.default import COLOURS, default_schema
from seeds.errors import NotFoundError
from seeds.script.fold import fold

DARK, LIGHT = "#191817", "#f8f3e8"

# Machado, Oliveira and Fernandes (2009), severity 1, over linear RGB.
SIGHT = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Vector = tuple[float, ...]


def times(matrix: tuple[Vector, ...], vector: Vector) -> Vector:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def linear(colour: str) -> Vector:
    values = (byte / 255 for byte in bytes.fromhex(colour[1:]))
    return tuple(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)


def oklab(rgb: Vector) -> Vector:
    clipped = tuple(min(1.0, max(0.0, value)) for value in rgb)
    cones = times(
        ((0.4122215, 0.5363325, 0.0514460), (0.2119035, 0.6806995, 0.1073970), (0.0883025, 0.2817188, 0.6299787)),
        clipped,
    )
    return times(
        ((0.2104543, 0.7936178, -0.0040720), (1.9779985, -2.4285922, 0.4505937), (0.0259040, 0.7827718, -0.8086758)),
        tuple(value ** (1 / 3) for value in cones),
    )


def contrast(one: str, other: str) -> float:
    first, second = (times(((0.2126, 0.7152, 0.0722),), linear(colour))[0] + 0.05 for colour in (one, other))
    return max(first, second) / min(first, second)


@pytest.mark.parametrize("sight", SIGHT)
def test_every_reader_can_tell_the_colours_apart(sight: str) -> None:
    perceived = [oklab(times(SIGHT[sight], linear(colour))) for colour in COLOURS]
    assert min(dist(one, other) for one, other in combinations(perceived, 2)) >= 0.1


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_stands_out_on_dark_and_on_light(colour: str) -> None:
    assert min(contrast(colour, DARK), contrast(colour, LIGHT)) >= 2


def test_the_ten_labels_have_digits_and_all_that_a_guideline_needs() -> None:
    labels = default_schema().labels
    assert " ".join(label.name for label in labels) == "PER ORG PROD LOC TIME MONEY PCT NUM EVENT WORK"
    assert "".join(label.key for label in labels) == "1234567890"
    assert all(label.title and label.description and len(label.examples) >= 3 for label in labels)


def test_labels_are_found_by_name_and_key_or_not_at_all() -> None:
    schema = default_schema()
    assert schema.by_key("2") is schema.label("ORG") is schema.find_label("ORG")
    assert schema.by_key("") is schema.by_key("x") is schema.find_label("XYZ") is None
    with pytest.raises(NotFoundError, match="ORG"):
        schema.label("OGR")


def test_relations_join_the_labels_that_they_name() -> None:
    works_for = RelationType("works-for", ("PER",), ("ORG", "LOC"))
    assert works_for.joins("PER", "LOC")
    assert not works_for.joins("ORG", "ORG")
    assert not works_for.joins("PER", "PER")
    assert RelationType("same").joins("PER", "ORG")


@pytest.mark.parametrize(
    ("attribute", "allowed", "refused"),
    [
        (Attribute("a", AttributeKind.CHOICE, ("x", "y")), ["x", "y"], ["z", "", True]),
        (Attribute("a", AttributeKind.FLAG), [True, False], ["yes", ""]),
        (Attribute("a", AttributeKind.TEXT), ["", "anything"], [True]),
    ],
)
def test_attributes_know_their_values(
    attribute: Attribute, allowed: list[str | bool], refused: list[str | bool]
) -> None:
    assert all(attribute.allows(value) for value in allowed)
    assert not any(attribute.allows(value) for value in refused)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("3", "PROD"),
        ("org", "ORG"),
        ("机构", "ORG"),
        ("機構", "ORG"),
        ("P", "PER"),
        ("雷军", "PER"),
        ("festival", "EVENT"),
    ],
)
def test_a_label_is_found_by_whatever_is_known_of_it(query: str, first: str) -> None:
    assert find_labels(default_schema(), query)[0].name == first


def test_what_is_found_has_the_words_and_nothing_finds_all() -> None:
    schema = default_schema()
    assert find_labels(schema, " ") == list(schema.labels)
    assert find_labels(schema, "nowhere to be found") == []
    for label in find_labels(schema, "a"):
        assert "a" in fold(f"{label.name}{label.title}{label.description}{label.examples}")
