"""How the code works with its database: order of locks, what follows a commit, what is done in trouble."""
