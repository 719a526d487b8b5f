"""The catalogue in the memory of each worker: a roaring bitmap for each choice, the orders of the results in blocks.

What is found and counted is answered from here in time that hardly grows with the catalogue; the database stays the
truth, and `listing_changes` says what is to be read again. From the bottom up:

- `columns`, `orders`: numbers by id, and ids in an order, both changed by copying the small piece that changes
- `parts`: what one tab of the catalogue holds, and how filters become a total, a page and counts
- `listings`, `products`: the two parts, read from the database
- `words`: which ids match the words of a search, and how well
- `states`: which state of the database an index is of, and what has changed since
- `catalogue`: an immutable index of one state and one day, and the next one made from it
- `current`: the one a worker answers from, caught up before every answer

One word in here: a `state` is named by the newest row of the log.
"""
