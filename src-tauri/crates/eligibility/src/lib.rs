//! decide(): every test of Section 321 on every shipment, by the law of its arrival date.
