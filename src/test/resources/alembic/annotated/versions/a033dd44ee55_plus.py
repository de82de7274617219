revision: str = r"a033" + "dd44" + \
    "ee55"
down_revision: "str | None" = \
    ("9f22" +
     "cc33dd44")
upgrade = downgrade = lambda: None
