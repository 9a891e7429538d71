"""Tag words by the weights of Baidu's LAC 2.1.2, fetched as a data pack and run with numpy."""
