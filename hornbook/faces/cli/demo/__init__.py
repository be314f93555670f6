"""The demonstration: a school and a council full of people who do not exist, and something due today.

Everything is drawn from one seed and one day: the same day gives the same people.
"""
