//! Tariff editions, the rate grammar, additional-duty programs and fees: duty on the entry date.
