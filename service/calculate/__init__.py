"""The main job: a plan and participants in, results out."""
