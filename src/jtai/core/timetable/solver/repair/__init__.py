"""The least disturbing repair of a running plan: the week after the event, the model, the search by parts."""
