"""The journey: which station follows which, over one article and over many.

Only this package introduces the stations to each other.
`running` decides what has to be done, `crew` who does it, `journey` takes one article along.
"""
