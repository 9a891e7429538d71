"""Read and write BIO, BIOES and BMES: a token, a tab and its tag a line, a blank line between sentences."""

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.tags.tag_file import OPTIONS, TagFile
from annotations.exchange.shared.tag_schemes import BIO as _BIO
from annotations.exchange.shared.tag_schemes import BIOES as _BIOES
from annotations.exchange.shared.tag_schemes import BMES as _BMES
from annotations.exchange.shared.tag_schemes import Scheme
from seeds.i18n import _


def _format(name: str, title: str, scheme: Scheme) -> TagFile:
    return TagFile(
        FormatInfo(name, title, f".{name}", Capabilities(Unit.TOKENS, people=False, times=False), options=OPTIONS),
        scheme,
        "\t",
    )


BIO = _format("bio", _("a token and its tag a line: B-, I- and O"), _BIO)
BIOES = _format("bioes", _("a token and its tag a line: B-, I-, E-, S- for a single token, and O"), _BIOES)
BMES = _format("bmes", _("a token and its tag a line: B-, M-, E-, S- for a single token, and O"), _BMES)
