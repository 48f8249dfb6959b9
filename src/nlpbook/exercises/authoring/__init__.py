"""The authoring side of exercises: load files, prove them, compile them, write new ones. Build time only."""

from nlpbook.exercises.authoring.compile import compile_item, key_of
from nlpbook.exercises.authoring.exams import load_exams, pool_of
from nlpbook.exercises.authoring.exercise import Exercise, Text
from nlpbook.exercises.authoring.lint import lint
from nlpbook.exercises.authoring.load import load_exercise, load_exercises
from nlpbook.exercises.authoring.new import new_exercise
from nlpbook.exercises.authoring.problems import ExerciseErrors, Problem
from nlpbook.exercises.authoring.prove import prove

__all__ = [
    "Exercise",
    "ExerciseErrors",
    "Problem",
    "Text",
    "compile_item",
    "key_of",
    "lint",
    "load_exams",
    "load_exercise",
    "load_exercises",
    "new_exercise",
    "pool_of",
    "prove",
]
