-- What the theme rules find is found anew each time: nothing was ever kept here.
DROP TABLE theme_hits;
