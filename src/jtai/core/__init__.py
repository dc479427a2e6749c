"""The rules: plain Python from frozen values to values, `Problem`s and `Decision`s. No Django, no clock."""
