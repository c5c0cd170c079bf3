"""Looks into PDF packs: PDF/UA-1 claimed, tagged, titled, in British English, headings in order, tables
with header cells, an alternative text for every figure, text that can be read out. Arguments: files."""

import subprocess
import sys

import pikepdf


def walk(node, found):
    """Gathers the structure elements in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            walk(kid, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            walk(node.K, found)


def faults_of(path):
    with pikepdf.open(path) as pdf:
        root, faults = pdf.Root, []
        with pdf.open_metadata() as meta:
            if str(meta.get("pdfuaid:part")) != "1":
                faults.append("does not claim PDF/UA-1")
            if not meta.get("dc:title"):
                faults.append("has no title")
        if not root.get("/MarkInfo", {}).get("/Marked", False):
            faults.append("is not tagged")
        if str(root.get("/Lang", "")).lower() not in ("en-gb", "en"):
            faults.append(f"has the language {root.get('/Lang')}")
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
            faults.append("does not show its title")
        elements = []
        walk(root.StructTreeRoot.K, elements)
        kinds = [str(element.S)[1:] for element in elements]
        levels = [int(kind[1:]) for kind in kinds if kind[0] == "H" and kind[1:].isdigit()]
        if not levels or levels[0] != 1 or any(b > a + 1 for a, b in zip(levels, levels[1:])):
            faults.append(f"has headings out of order: {levels}")
        for wanted in ("Table", "TH", "TD", "P"):
            if wanted not in kinds:
                faults.append(f"has no {wanted}")
        bare = [e for e, kind in zip(elements, kinds) if kind == "Figure" and not str(e.get("/Alt", ""))]
        if bare:
            faults.append(f"has {len(bare)} figures without an alternative text")
        about = f"{len(pdf.pages)} pages, {kinds.count('Table')} tables, {kinds.count('Figure')} figures, {len(levels)} headings"
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout
    if "In brief" not in text:
        faults.append("cannot be read out as text")
    return faults, about


failed = False
for path in sys.argv[1:]:
    faults, about = faults_of(path)
    failed |= bool(faults)
    print(f"{path}: {about}: {'; '.join(faults) or 'no fault found'}")
sys.exit(failed)
