"""Pages. `page.page` is a brief as one file that asks nothing of the network and works without JavaScript."""
