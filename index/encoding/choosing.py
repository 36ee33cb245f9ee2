"""The model that the setting names, and what runs it."""

from __future__ import annotations

from pathlib import Path

from index.encoding import models
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import Model
from index.encoding.multilingual import MULTILINGUAL, MultilingualEncoder, MultilingualModel, multilingual_model


def find_model(name: str) -> Model:
    """Find the model by the name in the setting, without loading it.

    Raises:
        ModelError: the model is not on this machine, was altered, or cannot be used.
    """
    return multilingual_model() if name == MULTILINGUAL else models.find_model(name)


def encoder_for(model: Model, cache: Path | None = None) -> SentenceEncoder:
    """What runs the model; its compiled copies lie in this cache folder."""
    return MultilingualEncoder(model) if isinstance(model, MultilingualModel) else SentenceEncoder(model, cache)
