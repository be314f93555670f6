"""A new purpose: proposed, checked against law and pack, told to people, and only then in force.

Keeps: promise 52. UK GDPR, Articles 5(1)(b), 8A, 13(3) and 14(4).
"""
