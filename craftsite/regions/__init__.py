"""The 38 kabupaten and kota of East Java, and the provinces of Indonesia."""
