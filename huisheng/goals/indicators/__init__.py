"""What goals are measured by: one file an indicator, each registered by `registry.add_indicator`."""
