#!/usr/bin/env python
# -*- coding: utf-8 -*-
'''한글 설명 "revision = 'x'"

revision = "inside the docstring"
'''
revision = (
    "8e11"  # first half
    'bb22' """cc33"""
)
down_revision = \
    "7d00aa11bb22"; branch_labels = None
depends_on = ()
TEXT = "# revision = 'no'"
def upgrade(): pass
def downgrade(): pass
