"""A client of the sync protocol that shares no code with the product: written from proto/, PROTOCOL.md and MERGE.md.

What it cannot do by those pages alone, another's client cannot do either. It keeps everything in memory.
"""
