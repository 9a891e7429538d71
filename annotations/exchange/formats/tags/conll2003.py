"""Read and write the form of CoNLL-2003: token, part of speech, chunk and tag a line, with spaces between."""

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.tags.tag_file import OPTIONS, TagFile
from annotations.exchange.shared.tag_schemes import BIO
from seeds.i18n import _

FORMAT = TagFile(
    FormatInfo(
        "conll2003",
        _("CoNLL-2003: token, -X-, _ and a tag B-, I- or O a line"),
        ".conll",
        Capabilities(Unit.TOKENS, people=False, times=False),
        options=OPTIONS,
    ),
    BIO,
    between=" -X- _ ",
    opening="-DOCSTART- -X- -X- O\n\n",
)
