//! Why a relation is broken: hypotheses that explain the numbers exactly, and what mends them.
