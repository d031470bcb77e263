"""What an app is: fields, layout, views, settings, process; draft and live; conditions and formulas. Knows no rows."""
