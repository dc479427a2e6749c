"""The marker crawl: every text of a populated inspection carries a mark, and every role reads everything.

declared.py   which text belongs to which material of the access table, in which state, of whom (ADR 0211)
elsewhere.py  what is no text of a material, what no page shows, materials without words: with the reasons
places.py     a cell of the table, for a thing of somebody, in a state; abouts.py has the harder ones
marking.py    puts a mark into every such text of the inspection; files.py into the bytes of files
stages.py     an inspection taken through its stages; extras.py adds drafts and things of every owner
walking.py    every address with the ids of the inspection, and the words of every answer
reading.py    who reads what, and what of it was not for them
"""
