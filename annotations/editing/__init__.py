"""Turn a layer and what an annotator wants into a change."""
