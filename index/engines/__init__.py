"""Search engines that keep a library beside `library.db`, for readers on other machines."""
