-- De catalogus, in haar eigen volgorde.
from indicator;
