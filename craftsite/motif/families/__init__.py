"""The families of ornament: one module each, with one `draw(canvas)` that fills a canvas of any size."""
