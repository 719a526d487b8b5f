"""What leaves the site to be used elsewhere: on paper, and as pictures to pass on."""
