"""Look words up in an offline dictionary, and write their pronunciation in 拼音 and 注音."""
