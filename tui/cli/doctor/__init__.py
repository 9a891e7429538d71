"""Find out what is wrong with the terminal, the settings and the installation, for ``zhupi doctor``."""
