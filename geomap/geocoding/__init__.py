"""Geocoding: online geocoders asked politely and once, their recorded answers, and a person's corrections."""

from geomap.geocoding.answers import Answers, open_answers
from geomap.geocoding.recorded import RecordedGazetteer

__all__ = ["Answers", "RecordedGazetteer", "open_answers"]
