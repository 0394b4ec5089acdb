"""The nightly load: what moves the deliveries from `raw/` to a release."""
