"""Read and write the files of annotation tools."""
