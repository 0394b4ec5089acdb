"""Who publishes a drawn release: real, or synthetic."""

from pipelines.extracts.publisher import Publisher

REAL = Publisher("Insight Service", "insight@example.org", "OFFICIAL-SENSITIVE", "OFFICIAL", is_synthetic=False)
SYNTHETIC = Publisher("The sample", "nobody to ask", "not for use", "not for use", is_synthetic=True)
