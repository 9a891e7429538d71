"""Split articles into training, development and test data, so that no article ever changes sides."""

from dataclasses import dataclass
from hashlib import sha256

from annotations.storage.anchors import storable
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_NAMES = {2: ("train", "test"), 3: ("train", "dev", "test")}
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Split:
    """Hold the names of the parts with their shares, which are proportions, and a seed that changes the split."""

    parts: tuple[tuple[str, int], ...]
    seed: int = 0

    @classmethod
    def parse(cls, text: str, seed: int = 0) -> "Split":
        """Read ``80/10/10`` (train, dev and test) or ``80/20`` (train and test); raises ``SourceError``."""
        shares = [int(share) if share.isascii() and share.isdigit() else 0 for share in text.split("/")]
        if len(shares) not in _NAMES or not all(shares):
            message = _("“{text}” is not a valid split").format(text=text)
            raise SourceError(Problem("", message, advice=_("such as 80/10/10 (train/dev/test) or 80/20 (train/test)")))
        return cls(tuple(zip(_NAMES[len(shares)], shares, strict=True)), seed)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in order."""
        return tuple(name for name, _share in self.parts)

    def part_of(self, identifier: str) -> str:
        """Return the part of an article, by the SHA-256 of seed and id alone, whatever else is in the project."""
        digest = sha256(storable(f"{self.seed}\0{identifier}").encode()).hexdigest()
        total = sum(share for _name, share in self.parts)
        place = int(digest[:_DIGITS], 16) * total
        reached = 0
        for name, share in self.parts:
            reached += share
            if place < reached << (4 * _DIGITS):
                return name
        raise AssertionError(place)

    def __str__(self) -> str:
        return "/".join(str(share) for _name, share in self.parts)
