"""Read and write UIMA CAS, as JSON and as XMI."""
