"""The drawn person: who they look like, how they feel, and the widget that shows them in a call."""

from trainer.desktop.face.drawing import draw_face
from trainer.desktop.face.parameters import MOODS, FaceParameters
from trainer.desktop.face.portrait import portrait
from trainer.desktop.face.widget import FaceWidget

__all__ = ["MOODS", "FaceParameters", "FaceWidget", "draw_face", "portrait"]
