/// What the tests of all pages share.
@NullMarked
package dev.lockkeeper.ui;

import org.jspecify.annotations.NullMarked;
