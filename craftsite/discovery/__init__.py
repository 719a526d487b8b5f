"""How search engines, feed readers, browsers and researchers find the site: it only gathers, and owns no table."""
